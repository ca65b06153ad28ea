using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace EventPlatform.Gateway.Transport;

/// <summary>A minimal HTTP response to an upgrade that is refused; the connection ends with it.</summary>
/// <param name="Status">300 to 599.</param>
/// <param name="Header">One more header as it stands on the wire, such as <c>Location: https://…</c>; without line ends.</param>
/// <param name="Body">Text, sent as UTF-8.</param>
internal sealed record HttpRefusal(int Status, string? Header = null, string Body = "")
{
    /// <summary>The response as it goes on the wire.</summary>
    public byte[] ToBytes()
    {
        var body = Encoding.UTF8.GetBytes(Body);
        var head = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {Status} {ReasonPhrases.GetReasonPhrase(Status)}\r\n")
            .Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\nConnection: close\r\n");
        if (body.Length > 0)
        {
            head.Append("Content-Type: text/plain; charset=utf-8\r\n");
        }

        if (Header is not null)
        {
            head.Append(Header).Append("\r\n");
        }

        return [.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. body];
    }
}
