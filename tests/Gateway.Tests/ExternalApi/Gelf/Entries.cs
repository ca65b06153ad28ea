using System.Text;
using EventPlatform.Gateway.ExternalApi.Gelf;

namespace EventPlatform.Gateway.Tests.ExternalApi.Gelf;

/// <summary>Log entries to begin with.</summary>
internal static class Entries
{
    internal static LogEntry New(string message = "text", string meta = "") => new()
    {
        Source = "app",
        Message = message,
        Level = 3,
        Meta = Encoding.UTF8.GetBytes(meta),
        User = "ann",
        SessionId = "s1",
        Service = "default",
        Time = DateTimeOffset.FromUnixTimeMilliseconds(1_764_210_820_123),
    };

    /// <summary>An entry whose message has a known length.</summary>
    /// <param name="bytes">The length of its JSON.</param>
    internal static LogEntry OfLength(int bytes) => New(new string('x', bytes - GelfEncoder.Encode(New("")).Length));
}
