namespace EventPlatform.Gateway.Transport;

/// <summary>A minimal HTTP response to an upgrade that is refused; the connection ends with it.</summary>
/// <param name="Status">300 to 599.</param>
/// <param name="Header">One more header as it stands on the wire, such as <c>Location: https://…</c>; without line ends.</param>
/// <param name="Body">Text, sent as UTF-8.</param>
internal sealed record HttpRefusal(int Status, string? Header = null, string Body = "");
