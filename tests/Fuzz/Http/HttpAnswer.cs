namespace EventPlatform.Fuzz.Http;

/// <summary>A response.</summary>
/// <param name="Status">Its status code.</param>
/// <param name="Head">Status line and headers.</param>
/// <param name="Body">Its body, without chunks.</param>
/// <param name="IsLast">Whether the connection ends with it.</param>
internal sealed record HttpAnswer(int Status, string Head, string Body, bool IsLast)
{
    public bool Has(string header) => Head.Contains($"\r\n{header}:", StringComparison.OrdinalIgnoreCase);
}
