using FsCheck;
using FsCheck.Fluent;

namespace EventPlatform.Gateway.Tests.ExternalApi.Properties;

/// <summary>How properties are checked here: always the same cases; a failure names the smallest one that was found.</summary>
internal static class Properties
{
    private const ulong Seed = 2_026;
    private const ulong Gamma = 1;

    /// <summary>Checks a property that fails by throwing.</summary>
    public static void Check<T>(int count, Gen<T> cases, Func<T, IEnumerable<T>> simpler, Func<T, Task> property)
    {
        var config = Config.QuickThrowOnFailure.WithReplay(Seed, Gamma).WithMaxTest(count).WithQuietOnSuccess(true);
        FsCheck.Check.One(config, Prop.ForAll(Arb.From(cases, simpler), property));
    }

    /// <summary>A case made from random numbers of its own.</summary>
    public static Gen<T> From<T>(Func<Random, T> make) => Gen.Choose(0, int.MaxValue).Select(seed => make(new Random(seed)));
}
