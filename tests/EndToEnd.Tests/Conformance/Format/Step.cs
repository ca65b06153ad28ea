namespace EventPlatform.EndToEnd.Tests.Conformance.Format;

/// <summary>A line of a scenario. The grammar stands above each record; README.md beside the exchange files explains it.</summary>
/// <param name="Line">In the file, from 1.</param>
internal abstract record Step(int Line)
{
    /// <summary><c>[N x ]WHO&gt;[bytes|binary|raw] [\[N bytes\] ]TEXT</c></summary>
    internal sealed record Send(int Line, Who Who, SendKind Kind, string Text, int? Bytes, int Times) : Step(Line);

    /// <summary><c>[N x ]WHO&lt;[*] EXPECTATION</c></summary>
    internal sealed record Receive(int Line, Who Who, string Expected, bool IsAnyOrder, int Times) : Step(Line);

    /// <summary><c>any x WHO&lt; EXPECTATION</c></summary>
    internal sealed record ReceiveAny(int Line, Who Who, string Expected) : Step(Line);

    /// <summary><c>WHO&lt;bytes TEXT</c></summary>
    internal sealed record ReceiveBytes(int Line, Who Who, string Text) : Step(Line);

    /// <summary><c>WHO&lt;like PATTERN</c></summary>
    internal sealed record ReceiveLike(int Line, Who Who, string Pattern) : Step(Line);

    /// <summary><c>WHO login [USER [SESSION_ID]] [FIELD=TEXT ...]</c></summary>
    internal sealed record Login(int Line, Who Who, string? User, string? SessionId, IReadOnlyDictionary<string, string> Fields)
        : Step(Line);

    /// <summary>
    /// <c>WHO connect [PATH] [on http] [over TRANSPORT] [as USER[:PASSWORD]|as nobody|bearer TOKEN] [with HEADER=[TEXT] ...]
    /// [refused STATUS [HEADER=FIRST-WORD ...]|answered HEADER=FIRST-WORD ...]</c>
    /// </summary>
    internal sealed record Connect(int Line, Who Who, Entrance Entrance, Refused? Refused, IReadOnlyDictionary<string, string> Headers)
        : Step(Line);

    /// <summary><c>WHO closed [CODE] [after anything]</c></summary>
    internal sealed record Closed(int Line, Who Who, int? Code, bool IsAfterAnything) : Step(Line);

    /// <summary><c>WHO quiet [after WHO]</c></summary>
    internal sealed record Quiet(int Line, Who Who, Who? After) : Step(Line);

    /// <summary><c>WHO close|half-close|drop|mute|pause|resume|ping|ponged|pinged|nothing</c></summary>
    internal sealed record Act(int Line, Who Who, Deed Deed) : Step(Line);

    /// <summary>
    /// <c>http&gt;[bytes] [METHOD] [PATH] [on http] [as USER[:PASSWORD]|as nobody|bearer TOKEN] [HEADER=TEXT ...] [\[N bytes\] ]BODY</c>
    /// </summary>
    internal sealed record Call(int Line, Who Who, HttpCall Http, Send Body) : Step(Line);

    /// <summary><c>http&lt; STATUS [after SECONDSs] [HEADER=FORM ...] [EXPECTATION]</c></summary>
    internal sealed record Reply(int Line, Who Who, HttpAnswer Answer) : Step(Line);

    /// <summary><c>gateway[@N] ends</c></summary>
    internal sealed record GatewayEnds(int Line, int Gateway) : Step(Line);

    /// <summary><c>+SECONDSs</c></summary>
    internal sealed record Advance(int Line, TimeSpan By) : Step(Line);
}
