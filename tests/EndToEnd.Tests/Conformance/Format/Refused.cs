namespace EventPlatform.EndToEnd.Tests.Conformance.Format;

/// <summary>How an upgrade must be refused.</summary>
/// <param name="Status">Such as 401.</param>
/// <param name="Headers">First words of headers, or all of them with <c>*</c> for any text.</param>
internal sealed record Refused(int Status, IReadOnlyDictionary<string, string> Headers);
