namespace EventPlatform.Silo.Postgres;

/// <summary>One step of the schema, <c>infra/postgres/NNN-name.sql</c>.</summary>
/// <param name="Version">Of the schema after it: NNN, counted from 1 without holes.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Text">Its statements.</param>
internal sealed record SchemaScript(int Version, string Name, string Text);
