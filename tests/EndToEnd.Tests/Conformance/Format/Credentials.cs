namespace EventPlatform.EndToEnd.Tests.Conformance.Format;

/// <summary>How a request says who it is.</summary>
/// <param name="Scheme">Of the header <c>Authorization</c>.</param>
/// <param name="Text">Before <c>$run</c> and the like are replaced, <c>user[:password]</c> for Basic.</param>
internal sealed record Credentials(HttpScheme Scheme, string Text);
