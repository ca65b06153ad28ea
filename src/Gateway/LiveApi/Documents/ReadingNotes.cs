using System.Collections.Immutable;

namespace EventPlatform.Gateway.LiveApi.Documents;

/// <summary>What was noticed while JSON was read: the first problem, and the first members that nobody knows.</summary>
internal sealed class ReadingNotes
{
    /// <summary>Bound of what is told about unknown members.</summary>
    private const int IgnoredMax = 100;

    private readonly ImmutableArray<string>.Builder _ignored = ImmutableArray.CreateBuilder<string>();

    /// <summary>Null: all is well so far.</summary>
    public MemberProblem? Problem { get; private set; }

    public ImmutableArray<string> Ignored => _ignored.ToImmutable();

    public void Wrong(string member, string reason) => Problem ??= new MemberProblem(member, reason);

    public void Ignore(string member)
    {
        if (_ignored.Count < IgnoredMax)
        {
            _ignored.Add(member);
        }
    }
}
