using System.Reflection;
using System.Text.RegularExpressions;
using EventPlatform.Silo.Postgres;
using Orleans.Runtime.MembershipService;
using Orleans.Storage;

namespace EventPlatform.EndToEnd.Tests.Postgres;

/// <summary>The schema has each statement that the engine's providers ask for, and no other.</summary>
public sealed partial class QueryKeysTests
{
    /// <summary>Each property of this internal class is a key; the provider refuses to start when one is missing.</summary>
    private const string ClusteringKeys = "Orleans.Clustering.AdoNet.Storage.DbStoredQueries";

    [Fact]
    public void Scripts_KeysAreThoseOfTheProviders()
    {
        var clustering = typeof(AdoNetClusteringTable).Assembly.GetType(ClusteringKeys, throwOnError: true)!
            .GetProperties(BindingFlags.Instance | BindingFlags.NonPublic)
            .Select(property => property.Name)
            .ToArray();
        var storage = StorageKey().Matches(AdoNetGrainStorage.DefaultInitializationQuery).Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(9, clustering.Length);
        Assert.Equal(4, storage.Length);

        var ours = SchemaScripts.Known.SelectMany(script => OurKey().Matches(script.Text)).Select(match => match.Groups[1].Value);

        Assert.Equal(clustering.Concat(storage).Order(StringComparer.Ordinal), ours.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("QueryKey = '([A-Za-z]+)'")]
    private static partial Regex StorageKey();

    [GeneratedRegex(@"^\('([A-Za-z]+)', \$\$", RegexOptions.Multiline)]
    private static partial Regex OurKey();
}
