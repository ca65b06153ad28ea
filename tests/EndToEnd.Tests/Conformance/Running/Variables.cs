using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EventPlatform.EndToEnd.Tests.Conformance.Json;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>What stands for something else in the texts of a scenario.</summary>
/// <param name="run">Keeps scenarios of one host apart: <c>$run</c>.</param>
/// <param name="remoteOf">Where a connection is: <c>$a.remote</c>, and of it <c>$a.ip</c> and <c>$a.port</c>.</param>
/// <param name="tokenOf">Makes a token, see <see cref="TokenMaker"/>: <c>$token(user;role=x)</c>.</param>
internal sealed partial class Variables(string run, Func<string, string> remoteOf, Func<string, string> tokenOf)
{
    /// <summary>
    /// Replaces <c>$run</c>, <c>$n</c>, <c>$a.remote</c>, <c>$a.ip</c>, <c>$a.port</c>, <c>$(text*count)</c>, <c>$token(...)</c>.
    /// </summary>
    internal string Resolve(string text, int number = 1) => VariableText().Replace(text, match =>
    {
        var (repeated, peer, token) = (match.Groups["text"], match.Groups["peer"], match.Groups["token"]);
        return match.Value switch
        {
            _ when repeated.Success =>
                Repeat(repeated.Value, int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture)),
            _ when peer.Success => PartOf(remoteOf(peer.Value), match.Groups["part"].Value),
            _ when token.Success => tokenOf(Resolve(token.Value, number)),
            "$run" => run,
            _ => number.ToString(CultureInfo.InvariantCulture),
        };
    });

    /// <summary>Also replaces <c>&lt;name&gt;</c> that is bound to a text by that text, for URLs and headers.</summary>
    internal string ResolvePlain(string text, Bindings bindings) => BoundText().Replace(
        Resolve(text), match => bindings[match.Groups[1].Value] is JsonValue.Text bound ? bound.Value : match.Value);

    /// <summary>Also replaces <c>&lt;name&gt;</c> that is bound, and <c>$fill</c> so that the text has this many bytes of UTF-8.</summary>
    internal string ResolveSent(string text, Bindings bindings, int number, int? bytes)
    {
        var resolved = BoundText().Replace(Resolve(text, number), match => bindings[match.Groups[1].Value]?.Source ?? match.Value);
        if (bytes is not { } wanted)
        {
            return resolved;
        }

        var count = wanted - Encoding.UTF8.GetByteCount(resolved) + Fill.Length;
        return resolved.Replace(Fill, new string('x', count), StringComparison.Ordinal);
    }

    private const string Fill = "$fill";

    /// <summary>Of <c>ws:127.0.0.1:4711</c>.</summary>
    private static string PartOf(string remote, string part) => part switch
    {
        "ip" => remote[(remote.IndexOf(':', StringComparison.Ordinal) + 1)..remote.LastIndexOf(':')],
        "port" => remote[(remote.LastIndexOf(':') + 1)..],
        _ => remote,
    };

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    [GeneratedRegex(
        @"\$\((?<text>[^*]+)\*(?<count>[0-9]+)\)|\$token\((?<token>[^)]*)\)"
        + @"|\$(?<peer>[a-z][a-z0-9]*)\.(?<part>remote|ip|port)|\$run|\$n\b")]
    private static partial Regex VariableText();

    [GeneratedRegex("<([a-z][a-z0-9_]*)>")]
    private static partial Regex BoundText();
}
