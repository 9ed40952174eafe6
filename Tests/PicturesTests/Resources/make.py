"""Makes the pictures of this folder."""
import io
import struct
import zlib

from PIL import Image
import pillow_heif

COLOURS = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0), (128, 128, 128), (255, 128, 0), (128, 0, 255),
           (10, 20, 30), (40, 50, 60), (70, 80, 90), (250, 251, 252)]
pillow_heif.register_heif_opener()
picture = Image.new("RGB", (4, 3))
picture.putdata(COLOURS)
large = picture.resize((32, 24), Image.NEAREST)
alpha = picture.copy()
alpha.putalpha(Image.frombytes("L", (4, 3), bytes([255] * 8 + [0, 64, 128, 254])))

picture.save("rgb.png")
alpha.save("rgba.png")
picture.quantize(4).save("indexed.png")
Image.frombytes("I;16", (2, 1), struct.pack("<2H", 0x8080, 0xFF00)).save("deep.png")
picture.save("profile.png", icc_profile=b"Display P3" + bytes(200))
exif = Image.Exif()
exif[0x0112] = 6
picture.save("turned.png", exif=exif)
large.save("colour.jpg", quality=95, subsampling=0)
large.save("progressive.jpg", quality=90, progressive=True)
large.convert("L").save("grey.jpg", quality=95)
large.convert("CMYK").save("cmyk.jpg")
large.save("turned.jpg", quality=95, subsampling=0, exif=exif, icc_profile=b"Display P3" + bytes(200))
picture.save("lossless.webp", lossless=True)
alpha.save("alpha.webp", lossless=True, exact=True)
large.save("lossy.webp", quality=90)
picture.save("animated.webp", save_all=True, append_images=[picture.rotate(180)], lossless=True)
picture.save("turned.webp", lossless=True, exif=exif)
large.save("colour.heic", quality=95)
large.save("colour.avif", quality=95)
picture.save("other.gif")
