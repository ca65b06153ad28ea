namespace EventPlatform.ClusterRounds.Checks;

/// <summary>What one session missed in a round; of several sessions what the worst did.</summary>
/// <param name="Gaps">Gaps that it was told.</param>
/// <param name="First">When the first of them, UTC.</param>
/// <param name="Last">When the last of them.</param>
/// <param name="Told">Accepted events that were missing behind one.</param>
/// <param name="Unaccepted">Events without an ok that were missing without one, as they may.</param>
internal readonly record struct LossReport(int Gaps, string First, string Last, int Told, int Unaccepted)
{
    public static LossReport operator +(LossReport left, LossReport right)
    {
        var worst = left.Gaps >= right.Gaps ? left : right;
        return worst with { Told = Math.Max(left.Told, right.Told), Unaccepted = Math.Max(left.Unaccepted, right.Unaccepted) };
    }

    public override string ToString() =>
        $"{(Gaps == 0 ? "no gaps" : Gaps == 1 ? $"a gap at {First}" : $"{Gaps} gaps {First} to {Last}")}, lost and told {Told}"
        + $"{(Unaccepted == 0 ? "" : $", without ok {Unaccepted}")}";
}
