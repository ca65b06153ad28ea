namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>An HTTP answer.</summary>
/// <param name="Status">Such as 200.</param>
/// <param name="Text">Its body.</param>
/// <param name="Headers">Its headers as they came; names in any case.</param>
/// <param name="Took">Real time from the call on.</param>
internal sealed record HttpResult(int Status, string Text, IReadOnlyDictionary<string, string> Headers, TimeSpan Took)
{
    /// <summary>A header's value; empty when it is not there.</summary>
    internal string Header(string name) => Headers.GetValueOrDefault(name, "");
}
