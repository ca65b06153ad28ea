namespace EventPlatform.EndToEnd.Tests.Conformance.Format;

/// <summary>What is expected of an HTTP answer.</summary>
/// <param name="Status">Such as 200.</param>
/// <param name="NotBefore">Least time from the call to it, in real time.</param>
/// <param name="Headers">Forms of headers, see <see cref="Running.HeaderForm"/>.</param>
/// <param name="Body">An expectation; null: whatever it is.</param>
internal sealed record HttpAnswer(int Status, TimeSpan NotBefore, IReadOnlyDictionary<string, string> Headers, string? Body);
