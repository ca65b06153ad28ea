namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>The answer to an <see cref="Opening"/>.</summary>
/// <param name="Status">Such as 101 or 401.</param>
/// <param name="Head">Status line and headers as they came.</param>
internal sealed record OpeningAnswer(int Status, string Head)
{
    /// <summary>A header's value; empty when it is not there.</summary>
    internal string Header(string name) => Head
        .Split("\r\n")
        .Select(line => line.Split(':', 2))
        .Where(parts => parts is [var own, _] && own.Equals(name, StringComparison.OrdinalIgnoreCase))
        .Select(parts => parts[1].Trim())
        .FirstOrDefault("");
}
