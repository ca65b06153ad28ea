using System.Security.Cryptography;
using System.Text;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>Asks for a WebSocket (RFC 6455 4.1), or for a response that goes on.</summary>
/// <param name="Port">Of the listener.</param>
/// <param name="IsTls">Whether the listener speaks TLS.</param>
/// <param name="Path">With its query.</param>
/// <param name="Authorization">The header's value; null: none.</param>
/// <param name="Headers">Further ones, or others for those that are usual; an empty text leaves one out.</param>
internal sealed record Opening(int Port, bool IsTls, string Path, string? Authorization, IReadOnlyDictionary<string, string> Headers)
{
    internal byte[] Upgrade() => Request(new()
    {
        ["Upgrade"] = "websocket",
        ["Connection"] = "Upgrade",
        ["Sec-WebSocket-Key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)),
        ["Sec-WebSocket-Version"] = "13",
    });

    internal byte[] EventStream() => Request(new() { ["Accept"] = "text/event-stream" });

    private byte[] Request(Dictionary<string, string> usual)
    {
        var headers = new Dictionary<string, string>(usual, StringComparer.OrdinalIgnoreCase)
        {
            ["Host"] = $"127.0.0.1:{Port}",
            ["Authorization"] = Authorization ?? "",
        };
        foreach (var (name, text) in Headers)
        {
            headers[name] = text;
        }

        var lines = headers.Where(header => header.Value.Length > 0).Select(header => $"{header.Key}: {header.Value}\r\n");
        return Encoding.ASCII.GetBytes($"GET {Path} HTTP/1.1\r\n{string.Concat(lines)}\r\n");
    }
}
