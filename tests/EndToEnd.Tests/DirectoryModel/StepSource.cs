namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>Random commands at random doors, from a seed.</summary>
internal sealed class StepSource
{
    private readonly Chance _chance;
    private readonly List<Func<ModelDirectory, ModelStep?>> _kinds = [];

    internal StepSource(int seed, string coreServerId)
    {
        _chance = new Chance(new Random(seed));
        var paths = new RestPaths(_chance, coreServerId);
        var (places, users) = (new PlaceSteps(_chance, paths), new UserSteps(_chance, paths));
        var (states, imports) = (new StateSteps(_chance, paths), new ImportSteps(_chance, paths));
        Add(30, states.Line);
        Add(2, _ => states.Mistake());
        Add(2, _ => states.Report());
        Add(14, states.Live);
        Add(6, states.User);
        Add(4, states.Get);
        Add(10, states.Api);
        Add(13, places.Post);
        Add(11, places.Put);
        Add(4, places.Delete);
        Add(3, places.Get);
        Add(4, users.Post);
        Add(5, users.Put);
        Add(1, users.Delete);
        Add(1, users.Get);
        Add(4, directory => imports.Put(directory, isTrial: false));
        Add(2, directory => imports.Put(directory, isTrial: true));
        Add(1, _ => imports.Restore());
    }

    /// <summary>A command of which the specifications say what it does to the directory.</summary>
    internal ModelStep Next(ModelDirectory directory)
    {
        while (true)
        {
            if (_chance.Of(_kinds)(directory) is { } step && step.IsSpecified(directory))
            {
                return step;
            }
        }
    }

    private void Add(int weight, Func<ModelDirectory, ModelStep?> kind) => _kinds.AddRange(Enumerable.Repeat(kind, weight));
}
