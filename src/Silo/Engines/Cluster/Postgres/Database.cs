using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace EventPlatform.Silo.Postgres;

/// <summary>The cluster's PostgreSQL database, as <c>Cluster:ConnectionString</c> names it.</summary>
internal sealed class Database
{
    private const string Key = "Cluster:ConnectionString";

    /// <summary>Seconds: less than a grain call takes, so that who writes learns that the database is away.</summary>
    private const int ConnectTimeout = 3;

    /// <summary>Seconds, at the least: at the start nobody waits for an answer, and a busy machine should not end it.</summary>
    private const int StartTimeout = 15;

    /// <summary>Seconds.</summary>
    private const int CommandTimeout = 10;

    /// <summary>The engine has about fifteen statements, always the same: parsed and planned once a connection.</summary>
    private const int PreparedStatements = 32;

    /// <summary>
    /// Of one process: PostgreSQL takes a hundred in all unless it is told otherwise, and refuses the next. Who finds none free waits.
    /// </summary>
    private const int Connections = 30;

    /// <summary>6 is Orleans' <see cref="SiloStatus.Dead"/>.</summary>
    private const string SiloText = """
        SELECT EXISTS (SELECT FROM cluster_silo WHERE deployment = $1 AND address = $2 AND port = $3 AND status <> 6)
        """;

    private readonly NpgsqlConnectionStringBuilder _settings;

    private Database(NpgsqlConnectionStringBuilder settings) => _settings = settings;

    /// <summary>With our defaults where it says nothing.</summary>
    internal string ConnectionString => _settings.ConnectionString;

    /// <exception cref="SettingException">It is missing or cannot be read.</exception>
    internal static Database Of(ClusterSettings settings)
    {
        if (string.IsNullOrWhiteSpace(settings.ConnectionString))
        {
            throw new SettingException(Key, "is missing; a cluster needs PostgreSQL");
        }

        return new Database(WithDefaults(Read(settings.ConnectionString)));
    }

    /// <summary>A connection for a statement or two at the start.</summary>
    /// <exception cref="StoreException">The database is away.</exception>
    internal async Task<NpgsqlConnection> Open(CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(ConnectionString)
        {
            Pooling = false,
            Timeout = _settings.Timeout == 0 ? 0 : Math.Max(_settings.Timeout, StartTimeout),
        };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch (Exception exception) when (exception is DbException or SocketException or TimeoutException)
        {
            await connection.DisposeAsync();
            throw Away(exception);
        }
    }

    /// <summary>Whether there is a silo at an address, as far as the cluster knows.</summary>
    /// <exception cref="StoreException">The database is away.</exception>
    internal async Task<bool> HasSilo(string cluster, IPAddress address, int port, CancellationToken cancellationToken)
    {
        await using var connection = await Open(cancellationToken);
        await using var command = new NpgsqlCommand(SiloText, connection)
        {
            Parameters = { new() { Value = cluster }, new() { Value = address.ToString() }, new() { Value = port } },
        };
        try
        {
            return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
        }
        catch (NpgsqlException exception)
        {
            throw Away(exception);
        }
    }

    /// <summary>The database did not do what was asked of it.</summary>
    internal StoreException Away(Exception exception) => new($"{this} is not usable: {Reason(exception)}", exception);

    /// <summary>Without user and password.</summary>
    public override string ToString() => $"PostgreSQL {_settings.Database ?? _settings.Username} at {_settings.Host}:{_settings.Port}";

    private static string Reason(Exception exception) => exception switch
    {
        PostgresException refused => $"{refused.MessageText} ({refused.SqlState})",
        { InnerException: { } inner } => inner.Message,
        _ => exception.Message,
    };

    private static NpgsqlConnectionStringBuilder Read(string text)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // Its message may quote the value.
            throw new SettingException(Key, "cannot be read; allowed: Host=...;Port=...;Database=...;Username=...;Password=... and so on");
        }

        return string.IsNullOrWhiteSpace(settings.Host) ? throw new SettingException(Key, "has no Host") : settings;
    }

    private static NpgsqlConnectionStringBuilder WithDefaults(NpgsqlConnectionStringBuilder settings)
    {
        Default("Timeout", () => settings.Timeout = ConnectTimeout);
        Default("Command Timeout", () => settings.CommandTimeout = CommandTimeout);
        Default("Max Auto Prepare", () => settings.MaxAutoPrepare = PreparedStatements);
        Default("Maximum Pool Size", () => settings.MaxPoolSize = Math.Max(Connections, settings.MinPoolSize));
        Default("Application Name", () => settings.ApplicationName = "EventPlatform");

        // Looks for Kerberos otherwise, at each connection.
        Default("GSS Encryption Mode", () => settings.GssEncryptionMode = GssEncryptionMode.Disable);
        return settings;

        void Default(string keyword, Action set)
        {
            if (!settings.ShouldSerialize(keyword))
            {
                set();
            }
        }
    }
}
