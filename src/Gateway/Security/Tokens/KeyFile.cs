using System.Collections.Immutable;
using System.Security.Cryptography;
using EventPlatform.Gateway.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace EventPlatform.Gateway.Security.Tokens;

/// <summary>A file of keys that verify tokens.</summary>
internal static class KeyFile
{
    /// <summary>Fewest bits of an RSA key (RFC 7518 3.3).</summary>
    internal const int RsaBitsMin = 2_048;

    /// <summary>Bits of the curve of ES256 (RFC 7518 3.4).</summary>
    internal const int EcBits = 256;

    /// <summary>Reads a file; it must have a usable key.</summary>
    /// <param name="setting">The key of the setting that names it.</param>
    /// <param name="path">The file.</param>
    /// <param name="parse">Finds its keys.</param>
    /// <exception cref="ConfigurationException">It cannot be read or has none; its content is not told.</exception>
    public static ImmutableArray<SecurityKey> Read(string setting, string path, Func<string, ImmutableArray<SecurityKey>> parse)
    {
        ImmutableArray<SecurityKey> keys;
        try
        {
            keys = parse(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable("cannot be read");
        }
        catch (UnusableKeyException exception)
        {
            throw Unusable(exception.Message);
        }
        catch (Exception)
        {
            // Libraries say it in many ways, some of them with what stands in the file.
            throw Unusable("is no file of public keys");
        }

        return keys.IsEmpty ? throw Unusable("has no key for RS256 (2048 bits or more), ES256 (P-256) or HS256") : keys;

        ConfigurationException Unusable(string why) => ConfigurationException.Unusable(setting, $"the file {why}");
    }

    internal static bool IsUsable(RSA key) => key.KeySize >= RsaBitsMin;

    internal static bool IsUsable(ECDsa key) =>
        key.KeySize == EcBits && key.ExportParameters(false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value;
}
