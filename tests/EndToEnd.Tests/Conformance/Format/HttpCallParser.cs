using System.Text.RegularExpressions;

namespace EventPlatform.EndToEnd.Tests.Conformance.Format;

/// <summary>Reads what stands before the body of an HTTP call.</summary>
internal static partial class HttpCallParser
{
    /// <summary>Basic credentials of a call that does not name any: with <c>Auth:Open</c> everybody is let in.</summary>
    private const string DefaultUser = "http-$run";

    /// <summary>The same of REST.</summary>
    private const string Manager = "manager:manag3rpa55word";

    /// <summary>REST, which is at the HTTP port only.</summary>
    private const string RestPath = "/communication_manager/rest";

    /// <summary>Another path to it.</summary>
    private const string ResourcePath = "/communication_manager/api";

    private const string Live = RestPath + "/live/coreServers/getByName/default";

    private const string Config = RestPath + "/config/core/getByName/default";

    /// <param name="text">Of it only the body is left.</param>
    internal static HttpCall Take(ref string text)
    {
        var match = CallText().Match(text);
        text = text[match.Length..];
        var (user, token) = (match.Groups["user"].Value, match.Groups["token"].Value);
        var scheme = token.Length > 0 ? HttpScheme.Bearer : user == "nobody" ? HttpScheme.Nobody : HttpScheme.Basic;
        var path = Whole(match.Groups["path"].Value);
        var isRest = path.StartsWith(RestPath, StringComparison.Ordinal) || path.StartsWith(ResourcePath, StringComparison.Ordinal);
        return new HttpCall(
            match.Groups["method"].Length > 0 ? match.Groups["method"].Value : "POST",
            path,
            isRest || match.Groups["on"].Length > 0,
            token.Length > 0 ? token : user.Length > 0 ? user : isRest ? Manager : DefaultUser,
            scheme,
            match.Groups["headers"].Value.TrimEnd());
    }

    private static string Whole(string path) => path switch
    {
        "" => "/rpc",
        ['R', .. var below] => Live + below,
        ['C', .. var below] => Config + below,
        _ => path,
    };

    [GeneratedRegex(
        @"^(?:(?<method>[A-Z]{3,7})(?: |$))?(?:(?<path>[RC]?/[^ ]*)(?: |$))?(?:(?<on>on http)(?: |$))?"
        + @"(?:(?:as (?<user>[^ ]+)|bearer (?<token>[^ ]+))(?: |$))?(?<headers>(?:[A-Z][A-Za-z-]*=[^ ]*(?: |$))*)")]
    private static partial Regex CallText();
}
