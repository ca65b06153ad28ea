using System.Globalization;
using Microsoft.Data.Sqlite;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>The rows of grain_state. Versions are never used twice while a silo runs, so they serve as etags.</summary>
internal sealed class SqliteRows : IDisposable
{
    private readonly SqliteCommand _read;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _update;
    private readonly SqliteCommand _delete;
    private long _version;

    internal SqliteRows(SqliteConnection connection)
    {
        const string Row = "grain_type = $type AND grain_key = $key AND state_name = $name";
        _read = Prepare(connection, $"SELECT json, version FROM grain_state WHERE {Row}");
        _insert = Prepare(connection, "INSERT OR IGNORE INTO grain_state VALUES ($type, $key, $name, $json, $version)");
        _update = Prepare(connection, $"UPDATE grain_state SET json = $json, version = $version WHERE {Row} AND version = $old");
        _delete = Prepare(connection, $"DELETE FROM grain_state WHERE {Row} AND version = $old");
        _version = Convert.ToInt64(connection.Scalar("SELECT coalesce(max(version), 0) FROM grain_state"), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _read.Dispose();
        _insert.Dispose();
        _update.Dispose();
        _delete.Dispose();
    }

    /// <summary>Null: there is no such row.</summary>
    internal (string Json, string ETag)? Read(GrainId grainId, string name)
    {
        Bind(_read, grainId, name);
        using var reader = _read.ExecuteReader();
        return reader.Read() ? (reader.GetString(0), Text(reader.GetInt64(1))) : null;
    }

    /// <summary>The new etag; null if the row is not the one expected (null: none).</summary>
    internal string? Write(GrainId grainId, string name, string json, string? etag)
    {
        var command = etag is null ? _insert : _update;
        Bind(command, grainId, name, json, ++_version, etag);
        return command.ExecuteNonQuery() == 1 ? Text(_version) : null;
    }

    /// <summary>False if the row is not the one expected.</summary>
    internal bool Delete(GrainId grainId, string name, string etag)
    {
        Bind(_delete, grainId, name, etag: etag);
        return _delete.ExecuteNonQuery() == 1;
    }

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);

    private static SqliteCommand Prepare(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the constants above.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var name in new[] { "$type", "$key", "$name", "$json", "$version", "$old" })
        {
            if (sql.Contains(name, StringComparison.Ordinal))
            {
                command.Parameters.Add(new SqliteParameter(name, null));
            }
        }

        return command;
    }

    private static void Bind(
        SqliteCommand command, GrainId grainId, string name, string? json = null, long version = 0, string? etag = null)
    {
        foreach (SqliteParameter parameter in command.Parameters)
        {
            parameter.Value = parameter.ParameterName switch
            {
                "$type" => grainId.Type.ToString(),
                "$key" => grainId.Key.ToString(),
                "$name" => name,
                "$json" => json,
                "$version" => version,
                _ => etag is not null && long.TryParse(etag, CultureInfo.InvariantCulture, out var old) ? old : -1L,
            };
        }
    }
}
