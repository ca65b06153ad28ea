namespace EventPlatform.Fuzz.Frames;

/// <summary>A frame of the gateway.</summary>
internal sealed record ServerFrame(int Opcode, bool IsFinal, bool IsCompressed, byte[] Payload)
{
    public const int Continuation = 0;
    public const int Text = 1;
    public const int Close = 8;
    public const int Ping = 9;
    public const int Pong = 10;
}
