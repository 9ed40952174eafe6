#if canImport(ImageIO)
  internal import CoreFoundation
  internal import CoreGraphics
  internal import ImageIO
  internal import VectorFiles

  /// ImageIO of Apple's systems: it brings colours to sRGB by their profiles.
  enum SystemPictures {
    static func picture(_ source: PictureSource) throws(VectorFileError) -> DecodedPicture {
      let format = PictureFormat(of: source.bytes) ?? .png
      guard let start = source.start, let data = CFDataCreate(nil, start, source.bytes.count),
        let images = CGImageSourceCreateWithData(data, nil), CGImageSourceGetCount(images) > 0,
        CGImageSourceGetStatus(images) == .statusComplete
      else { throw source.damaged(format, "") }
      let index = CGImageSourceGetPrimaryImageIndex(images)
      guard let image = CGImageSourceCreateImageAtIndex(images, index, nil),
        CGImageSourceGetStatusAtIndex(images, index) == .statusComplete
      else { throw source.damaged(format, "") }
      if image.colorSpace?.model == .cmyk {
        throw source.failure("the picture is CMYK, whose colours depend on a printer", "convert it to sRGB")
      }
      let orientation = orientation(CGImageSourceCopyPropertiesAtIndex(images, index, nil))
      let (width, height) = (image.width, image.height)
      let picture = try source.picture(width: width, height: height) { pixels in
        guard let space = CGColorSpace(name: CGColorSpace.sRGB),
          let context = CGContext(
            data: pixels.baseAddress, width: width, height: height, bitsPerComponent: 8, bytesPerRow: width * 4,
            space: space, bitmapInfo: CGImageAlphaInfo.premultipliedLast.rawValue)
        else { return source.damaged(format, "it cannot be drawn") }
        context.setBlendMode(.copy)
        context.draw(image, in: CGRect(x: 0, y: 0, width: width, height: height))
        divideByAlpha(pixels)
        return nil
      }
      return DecodedPicture(
        picture: picture.turned(orientation), notes: image.bitsPerComponent > 8 ? [PictureMetadata.roundingNote] : [],
        isUpright: true, isInSRGB: true)
    }

    /// As Exif counts it; 1 where nothing is said.
    private static func orientation(_ properties: CFDictionary?) -> Int {
      let key = Unmanaged.passUnretained(kCGImagePropertyOrientation).toOpaque()
      guard let properties, let value = CFDictionaryGetValue(properties, key) else { return 1 }
      var orientation: Int32 = 1
      CFNumberGetValue(Unmanaged<CFNumber>.fromOpaque(value).takeUnretainedValue(), .sInt32Type, &orientation)
      return Int(orientation)
    }

    /// ImageIO has colours times alpha.
    private static func divideByAlpha(_ pixels: UnsafeMutableBufferPointer<UInt8>) {
      for alphaPlace in stride(from: 3, to: pixels.count, by: 4) {
        let alpha = Int(pixels[alphaPlace])
        guard alpha > 0, alpha < 255 else { continue }
        for place in (alphaPlace - 3)..<alphaPlace {
          pixels[place] = UInt8(min(255, (Int(pixels[place]) * 255 + alpha / 2) / alpha))
        }
      }
    }
  }
#endif
