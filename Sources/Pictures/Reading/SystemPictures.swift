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
      let properties = CGImageSourceCopyPropertiesAtIndex(images, index, nil) as? [String: Any]
      let orientation = properties?[kCGImagePropertyOrientation as String] as? Int ?? 1
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
