namespace EventPlatform.EndToEnd.Tests.Conformance.Format;

/// <summary>Reads what stands behind <c>connect</c>.</summary>
internal static class ConnectParser
{
    /// <exception cref="FormatException">It cannot be read.</exception>
    internal static Step.Connect Parse(int line, Who who, string[] words)
    {
        var (entrance, rest) = (Entrance.Default, words);
        if (rest is [['/' or '?', ..], ..])
        {
            (entrance, rest) = (entrance with { Path = rest[0] }, rest[1..]);
        }

        if (rest is ["on", "http", ..])
        {
            (entrance, rest) = (entrance with { IsOnHttp = true }, rest[2..]);
        }

        if (rest is ["over", var transport, ..])
        {
            (entrance, rest) = (entrance with { Over = OptionParser.ParseTransport(transport) }, rest[2..]);
        }

        if (rest is ["as" or "bearer", var text, ..])
        {
            (entrance, rest) = (entrance with { Credentials = new Credentials(SchemeOf(rest[0], text), text) }, rest[2..]);
        }

        if (rest is ["with", _, ..])
        {
            var count = rest.TakeWhile(word => word is not ("refused" or "answered")).Count();
            (entrance, rest) = (entrance with { Headers = StepParser.Pairs(rest[1..count]) }, rest[count..]);
        }

        return rest switch
        {
            [] => new Step.Connect(line, who, entrance, null, StepParser.Pairs([])),
            ["answered", .. var headers] => new Step.Connect(line, who, entrance, null, StepParser.Pairs(headers)),
            ["refused", var status, .. var headers] => new Step.Connect(
                line, who, entrance, new Refused(StepParser.Number(status), StepParser.Pairs(headers)), StepParser.Pairs([])),
            _ => throw new FormatException(
                "connect takes [PATH] [on http] [over TRANSPORT] [as USER|bearer TOKEN] [with HEADER=TEXT ...] "
                + "[refused STATUS ...|answered HEADER=TEXT ...]"),
        };
    }

    private static HttpScheme SchemeOf(string word, string text) =>
        word == "bearer" ? HttpScheme.Bearer : text == "nobody" ? HttpScheme.Nobody : HttpScheme.Basic;
}
