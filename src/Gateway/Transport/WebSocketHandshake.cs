using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace EventPlatform.Gateway.Transport;

/// <summary>The opening handshake (RFC 6455 4.2).</summary>
internal static class WebSocketHandshake
{
    private const int KeyBytes = 16;

    /// <summary>RFC 6455 1.3.</summary>
    private const string KeySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>Whether a request asks for an upgrade to WebSocket and has no body.</summary>
    public static bool IsUpgrade(IHeaderDictionary headers) =>
        HasToken(headers.Upgrade, "websocket") && HasToken(headers.Connection, "upgrade")
        && headers[HeaderNames.ContentLength] is [] or ["0"] && headers.TransferEncoding.Count == 0;

    /// <summary>What is wrong with an upgrade that a front end accepted.</summary>
    /// <returns>null: nothing.</returns>
    public static HttpRefusal? Check(IHeaderDictionary headers)
    {
        if (headers.SecWebSocketVersion is not ["13"])
        {
            return new HttpRefusal(StatusCodes.Status426UpgradeRequired, "Sec-WebSocket-Version: 13");
        }

        return headers.Host.Count == 1 && headers.SecWebSocketKey is [{ } key] && IsKey(key)
            ? null
            : new HttpRefusal(StatusCodes.Status400BadRequest);
    }

    /// <summary>The answer to a key of the client (RFC 6455 4.2.2).</summary>
    public static string Accept(string key) => Convert.ToBase64String(Sha1(Encoding.ASCII.GetBytes(key + KeySuffix)));

    /// <summary>The sub-protocol that goes into the answer: the configured one, when the client offered it.</summary>
    public static string? SubProtocol(IHeaderDictionary headers, string? configured) =>
        configured is not null
        && headers.GetCommaSeparatedValues(HeaderNames.SecWebSocketProtocol).Contains(configured, StringComparer.Ordinal)
            ? configured
            : null;

    /// <summary>The whole answer as it goes on the wire.</summary>
    public static byte[] Response(IHeaderDictionary headers, string? configuredSubProtocol, DeflateAgreement? deflate)
    {
        var response = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n")
            .Append("Sec-WebSocket-Accept: ").Append(Accept(headers.SecWebSocketKey.ToString())).Append("\r\n");
        if (SubProtocol(headers, configuredSubProtocol) is { } subProtocol)
        {
            response.Append("Sec-WebSocket-Protocol: ").Append(subProtocol).Append("\r\n");
        }

        if (deflate is not null)
        {
            response.Append("Sec-WebSocket-Extensions: ").Append(deflate.Header).Append("\r\n");
        }

        return Encoding.ASCII.GetBytes(response.Append("\r\n").ToString());
    }

    private static bool IsKey(string key) => Base64.IsValid(key, out var bytes) && bytes == KeyBytes;

    private static bool HasToken(StringValues header, string token)
    {
        foreach (var value in header)
        {
            foreach (var part in value.AsSpan().Split(','))
            {
                if (value.AsSpan(part).Trim(" \t").Equals(token, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // The handshake's hash guards nothing: it only shows that the server speaks WebSocket.
#pragma warning disable CA5350
    private static byte[] Sha1(byte[] bytes) => SHA1.HashData(bytes);
#pragma warning restore CA5350
}
