using System.Text.RegularExpressions;

namespace EventPlatform.EndToEnd.Tests.Conformance.Format;

/// <summary>Reads what stands before the body of an HTTP call.</summary>
internal static partial class HttpCallParser
{
    /// <summary>Basic credentials of a call that does not name any: with <c>Auth:Open</c> everybody is let in.</summary>
    private const string DefaultUser = "http-$run";

    /// <param name="text">Of it only the body is left.</param>
    internal static HttpCall Take(ref string text)
    {
        var match = CallText().Match(text);
        text = text[match.Length..];
        var (user, token) = (match.Groups["user"].Value, match.Groups["token"].Value);
        var scheme = token.Length > 0 ? HttpScheme.Bearer : user == "nobody" ? HttpScheme.Nobody : HttpScheme.Basic;
        return new HttpCall(
            match.Groups["method"].Length > 0 ? match.Groups["method"].Value : "POST",
            match.Groups["path"].Length > 0 ? match.Groups["path"].Value : "/rpc",
            match.Groups["on"].Length > 0,
            token.Length > 0 ? token : user.Length > 0 ? user : DefaultUser,
            scheme);
    }

    [GeneratedRegex(
        @"^(?:(?<method>[A-Z]{3,7})(?: |$))?(?:(?<path>/[^ ]*)(?: |$))?(?:(?<on>on http)(?: |$))?"
        + @"(?:(?:as (?<user>[^ ]+)|bearer (?<token>[^ ]+))(?: |$))?")]
    private static partial Regex CallText();
}
