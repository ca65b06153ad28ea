using System.Text;

namespace EventPlatform.Bench.Sessions.Calls;

/// <summary>Writes requests of HTTP/1.1 with Basic credentials (RFC 9112, RFC 7617).</summary>
/// <param name="port">On 127.0.0.1, for the header <c>Host</c>.</param>
/// <param name="credentials">User and password with a colon between them.</param>
internal sealed class CallHead(int port, string credentials)
{
    private readonly string _fields =
        $"Host: 127.0.0.1:{port}\r\nAuthorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials))}\r\n";

    public byte[] Get(string path) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\n{_fields}\r\n");

    /// <param name="path">Percent-encoded.</param>
    /// <param name="json">In ASCII.</param>
    public byte[] Post(string path, string json) => Encoding.ASCII.GetBytes(
        $"POST {path} HTTP/1.1\r\n{_fields}Content-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n{json}");
}
