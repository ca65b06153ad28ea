namespace EventPlatform.EndToEnd.Tests.Conformance.Format;

/// <summary>An HTTP request but for its body.</summary>
/// <param name="Method">Such as POST.</param>
/// <param name="Path">Such as <c>/rpc</c>, with its query.</param>
/// <param name="IsOnHttp">At the HTTP port instead of the External API's.</param>
/// <param name="Authorization">The header's value before <c>$run</c> and the like are replaced, <c>user[:password]</c> for Basic.</param>
/// <param name="Scheme">Of the authorization.</param>
/// <param name="Headers">Further ones, as <c>NAME=TEXT NAME=TEXT</c>.</param>
internal sealed record HttpCall(string Method, string Path, bool IsOnHttp, string Authorization, HttpScheme Scheme, string Headers = "");
