namespace EventPlatform.Gateway.Transport;

/// <summary>A socket that a front end is to run on.</summary>
/// <param name="Wire">The socket.</param>
/// <param name="Framing">How messages are told apart on it.</param>
/// <param name="Options">Its bounds.</param>
/// <param name="Run">The front end's task.</param>
/// <param name="Deflate">What was agreed on about compression; null: nothing.</param>
internal sealed record OpenedWire(
    IWire Wire, Framing Framing, MessageConnectionOptions Options, Func<MessageConnection, Task> Run, DeflateAgreement? Deflate)
{
    public MessageConnection Connect(TimingWheel wheel) => new(Wire, Framing, Options, wheel, Deflate);
}
