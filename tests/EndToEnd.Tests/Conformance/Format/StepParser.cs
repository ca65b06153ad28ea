using System.Globalization;
using System.Text.RegularExpressions;

namespace EventPlatform.EndToEnd.Tests.Conformance.Format;

/// <summary>Reads one step.</summary>
internal static partial class StepParser
{
    /// <exception cref="FormatException">It is none.</exception>
    internal static Step Parse(int line, string text)
    {
        if (AdvanceText().Match(text) is { Success: true } advance)
        {
            return new Step.Advance(line, Seconds(advance.Groups[1].Value));
        }

        if (EndText().Match(text) is { Success: true } end)
        {
            return new Step.GatewayEnds(line, end.Groups[1].Length > 0 ? Number(end.Groups[1].Value) : 1);
        }

        if (SendText().Match(text) is { Success: true } send)
        {
            return Send(line, send);
        }

        if (ReceiveText().Match(text) is { Success: true } receive)
        {
            return Receive(line, receive);
        }

        return VerbText().Match(text) is { Success: true } verb
            ? Verb(line, WhoOf(verb), verb.Groups["verb"].Value, Words(verb.Groups["rest"].Value))
            : throw new FormatException($"not a step: {text}");
    }

    /// <summary>Whether a line at the margin was probably meant as a step.</summary>
    internal static bool LooksLikeStep(string line) =>
        SendText().IsMatch(line) || ReceiveText().IsMatch(line) || AdvanceText().IsMatch(line);

    private static Step Send(int line, Match match)
    {
        var who = WhoOf(match);
        var kind = match.Groups["kind"].Value switch
        {
            "" => SendKind.Message,
            "bytes" => SendKind.Bytes,
            "binary" => SendKind.Binary,
            _ => SendKind.Raw,
        };
        var text = match.Groups["text"].Value;
        var call = who.IsHttp ? HttpCallParser.Take(ref text) : null;
        int? bytes = null;
        if (BytesText().Match(text) is { Success: true } sized)
        {
            bytes = Number(sized.Groups[1].Value);
            text = text[sized.Length..];
        }

        var send = new Step.Send(line, who, kind, text, bytes, Times(match));
        return call is null ? send : new Step.Call(line, who, call, send);
    }

    private static Step Receive(int line, Match match)
    {
        var (who, text) = (WhoOf(match), match.Groups["text"].Value);
        return (who.IsHttp, match.Groups["kind"].Value) switch
        {
            (true, _) => Reply(line, who, text),
            (_, "bytes") => new Step.ReceiveBytes(line, who, text),
            (_, "like") => new Step.ReceiveLike(line, who, text),
            (_, "") when match.Groups["times"].Value == "any" => new Step.ReceiveAny(line, who, text),
            (_, var kind) => new Step.Receive(line, who, text, IsAnyOrder: kind == "*", Times(match)),
        };
    }

    private static Step.Reply Reply(int line, Who who, string text)
    {
        if (ReplyText().Match(text) is not { Success: true } match)
        {
            throw new FormatException($"not STATUS [after SECONDSs] [HEADER=WORD ...] [EXPECTATION]: {text}");
        }

        var (after, body) = (match.Groups["after"].Value, match.Groups["body"].Value);
        return new Step.Reply(line, who, new HttpAnswer(
            Number(match.Groups["status"].Value),
            after.Length == 0 ? TimeSpan.Zero : Seconds(after),
            Pairs(Words(match.Groups["headers"].Value)),
            body.Length == 0 ? null : body));
    }

    private static Step Verb(int line, Who who, string verb, string[] words) => (verb, words) switch
    {
        ("login", _) => Login(line, who, words),
        ("connect", _) => ConnectParser.Parse(line, who, words),
        ("closed", []) => new Step.Closed(line, who, null, IsAfterAnything: false),
        ("closed", ["after", "anything"]) => new Step.Closed(line, who, null, IsAfterAnything: true),
        ("closed", [var code]) => new Step.Closed(line, who, Number(code), IsAfterAnything: false),
        ("closed", [var code, "after", "anything"]) => new Step.Closed(line, who, Number(code), IsAfterAnything: true),
        ("quiet", []) => new Step.Quiet(line, who, null),
        ("quiet", ["after", var other]) => new Step.Quiet(line, who, WhoOf(VerbText().Match(other + " x"))),
        ("close", []) => new Step.Act(line, who, Deed.Close),
        ("half-close", []) => new Step.Act(line, who, Deed.HalfClose),
        ("drop", []) => new Step.Act(line, who, Deed.Drop),
        ("mute", []) => new Step.Act(line, who, Deed.Mute),
        ("pause", []) => new Step.Act(line, who, Deed.Pause),
        ("resume", []) => new Step.Act(line, who, Deed.Resume),
        ("nothing", []) => new Step.Act(line, who, Deed.Nothing),
        ("ping", []) => new Step.Act(line, who, Deed.Ping),
        ("ponged", []) => new Step.Act(line, who, Deed.Ponged),
        ("pinged", []) => new Step.Act(line, who, Deed.Pinged),
        _ => throw new FormatException($"not a step: {who.Name} {verb} {string.Join(' ', words)}"),
    };

    private static Step.Login Login(int line, Who who, string[] words)
    {
        var names = words.TakeWhile(word => !word.Contains('=', StringComparison.Ordinal)).ToArray();
        return names.Length > 2
            ? throw new FormatException("login takes a user, a session id and FIELD=TEXT")
            : new Step.Login(line, who, names.ElementAtOrDefault(0), names.ElementAtOrDefault(1), Pairs(words[names.Length..]));
    }

    /// <summary><c>NAME=TEXT ...</c></summary>
    /// <exception cref="FormatException">One is none.</exception>
    internal static Dictionary<string, string> Pairs(IEnumerable<string> words) => words
        .Select(word => word.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair is [_, var text] ? text : throw new FormatException($"'{pair[0]}' is no NAME=TEXT"));

    private static Who WhoOf(Match match) => match.Success
        ? new(match.Groups["name"].Value, match.Groups["at"].Length > 0 ? Number(match.Groups["at"].Value) : null)
        : throw new FormatException("no connection's name");

    private static int Times(Match match) => match.Groups["times"].Length > 0 ? Number(match.Groups["times"].Value) : 1;

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(double.Parse(text, CultureInfo.InvariantCulture));

    internal static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"'{text}' is no number");

    [GeneratedRegex(@"^gateway(?:@([12]))? ends$")]
    private static partial Regex EndText();

    [GeneratedRegex(@"^\+([0-9]+(?:\.[0-9]+)?)s$")]
    private static partial Regex AdvanceText();

    [GeneratedRegex(@"^(?:(?<times>[0-9]+) x )?(?<name>[a-z][a-z0-9]*)(?:@(?<at>[12]))?>(?<kind>bytes|binary|raw|)(?: (?<text>.*))?$")]
    private static partial Regex SendText();

    [GeneratedRegex(@"^(?:(?<times>[0-9]+|any) x )?(?<name>[a-z][a-z0-9]*)(?:@(?<at>[12]))?<(?<kind>\*|bytes|like|)(?: (?<text>.*))?$")]
    private static partial Regex ReceiveText();

    [GeneratedRegex(@"^(?<name>[a-z][a-z0-9]*)(?:@(?<at>[12]))? (?<verb>[a-z-]+)(?: (?<rest>.*))?$")]
    private static partial Regex VerbText();

    [GeneratedRegex(@"^\[([0-9]+) bytes\] ")]
    private static partial Regex BytesText();

    [GeneratedRegex(
        @"^(?<status>[0-9]{3})(?: after (?<after>[0-9.]+)s)?(?<headers>(?: [A-Za-z-]+=[^ {\[]*)*)(?: ?(?<body>[{\[].*)| (?<body><.*))?$")]
    private static partial Regex ReplyText();
}
