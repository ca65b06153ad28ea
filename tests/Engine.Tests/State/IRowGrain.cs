namespace EventPlatform.Engine.Tests;

[Alias("test.IRowGrain")]
public interface IRowGrain : IGrainWithStringKey
{
    [Alias("Set")]
    Task Set(string text);

    [Alias("Get")]
    Task<string> Get();

    [Alias("Exists")]
    Task<bool> Exists();

    [Alias("Clear")]
    Task Clear();

    /// <summary>Writes the record behind the back of the grain's own state.</summary>
    [Alias("WriteBehind")]
    Task WriteBehind(string text);

    [Alias("End")]
    Task End();
}
