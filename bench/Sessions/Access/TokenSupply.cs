using EventPlatform.Bench.Sessions.Api;

namespace EventPlatform.Bench.Sessions.Access;

/// <summary>Tokens of users 0, 1, 2 and so on, some of them made ahead: making one is no part of a login's time.</summary>
internal sealed class TokenSupply
{
    private const int Ahead = 256;
    private readonly TokenMaker _maker;
    private readonly Queue<byte[]> _ready = new(Ahead);
    private int _made;

    public TokenSupply(TokenMaker maker)
    {
        _maker = maker;
        Fill();
    }

    /// <summary>The next user's.</summary>
    public byte[] Take() => _ready.TryDequeue(out var token) ? token : Make();

    /// <summary>Makes those that will be due; called when nothing is.</summary>
    public void Fill()
    {
        while (_ready.Count < Ahead)
        {
            _ready.Enqueue(Make());
        }
    }

    private byte[] Make() => _maker.Make(Requests.UserName(_made++));
}
