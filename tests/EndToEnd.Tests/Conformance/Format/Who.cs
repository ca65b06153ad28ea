namespace EventPlatform.EndToEnd.Tests.Conformance.Format;

/// <summary>A connection of a scenario: <c>a</c>, or <c>a@2</c> at the second gateway.</summary>
/// <param name="Name">Such as <c>a</c>; connections whose name begins with <c>http</c> make HTTP calls.</param>
/// <param name="Gateway">1 or 2; null: not said.</param>
internal sealed record Who(string Name, int? Gateway)
{
    internal bool IsHttp => Name.StartsWith("http", StringComparison.Ordinal);
}
