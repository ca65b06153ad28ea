namespace EventPlatform.Engine.Tests;

[Alias("test.IReaderGrain")]
public interface IReaderGrain : IGrainWithIntegerKey
{
    [Alias("Hold")]
    Task Hold();

    [Alias("End")]
    Task End();
}

[Alias("test.INamedReaderGrain")]
public interface INamedReaderGrain : IGrainWithStringKey
{
    [Alias("Publish")]
    Task Publish(string text);
}
