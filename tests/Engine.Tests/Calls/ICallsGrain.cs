namespace EventPlatform.Engine.Tests;

[Alias("test.ICallsGrain")]
public interface ICallsGrain : IGrainWithStringKey
{
    /// <summary>Waits at the gate for longer than its caller; then writes "done".</summary>
    [Alias("Late"), ResponseTimeout("00:00:01")]
    Task Late();

    /// <summary>Writes "begun", waits for its token, writes "cancelled".</summary>
    [Alias("WaitForCancel")]
    Task WaitForCancel(CancellationToken cancellationToken = default);

    /// <summary>As the client does it: calls the other grain with a token and cancels it.</summary>
    [Alias("CancelOther")]
    Task<string> CancelOther(string other);

    [Alias("Throw")]
    Task Throw(string message);

    [Alias("ThrowAtOnce")]
    Task ThrowAtOnce(string message);

    [Alias("ThrowOther")]
    Task<string> ThrowOther(string other);

    [Alias("Keep")]
    Task Keep(byte[] bytes, Box box, Sealed envelope);

    [Alias("Kept")]
    Task<byte[]> Kept();

    [Alias("SendAndChange")]
    Task SendAndChange(string other);

    [Alias("Echo")]
    Task<Many> Echo(Many many);
}
