using EventPlatform.Silo;
using EventPlatform.Silo.Postgres;
using Npgsql;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>What <c>Cluster:ConnectionString</c> leaves open is ours to say, and only that.</summary>
public sealed class DatabaseTests
{
    [Fact]
    public void ConnectionString_SaysNothing_HasOurDefaults()
    {
        var settings = Read("Host=h;Database=d");

        Assert.Equal(
            (3, 10, 32, 30, GssEncryptionMode.Disable),
            (settings.Timeout, settings.CommandTimeout, settings.MaxAutoPrepare, settings.MaxPoolSize, settings.GssEncryptionMode));
    }

    [Fact]
    public void ConnectionString_SaysIt_IsTaken()
    {
        var settings = Read("Host=h;Timeout=7;Command Timeout=8;Max Auto Prepare=0;Maximum Pool Size=9;GSS Encryption Mode=Require");

        Assert.Equal(
            (7, 8, 0, 9, GssEncryptionMode.Require),
            (settings.Timeout, settings.CommandTimeout, settings.MaxAutoPrepare, settings.MaxPoolSize, settings.GssEncryptionMode));
    }

    [Fact]
    public void ConnectionString_MoreConnectionsKeptThanOurMost_AreAllowed() =>
        Assert.Equal(40, Read("Host=h;Minimum Pool Size=40").MaxPoolSize);

    private static NpgsqlConnectionStringBuilder Read(string text) =>
        new(Database.Of(new ClusterSettings { ConnectionString = text }).ConnectionString);
}
