namespace EventPlatform.Gateway.Security;

/// <summary>A command, as rules see it.</summary>
/// <param name="Class">Class.</param>
/// <param name="Subclass">Subclass, <c>core</c> when it was not given.</param>
/// <param name="Cmd">Command.</param>
/// <param name="Service">The caller's; of <c>session/stop</c> and <c>session/cmd</c> the target's.</param>
/// <param name="Fields">A text field of the command's data by its name (an integer as its text); null when it was not given.</param>
internal readonly record struct CommandRequest(
    string Class, string Subclass, string Cmd, string Service, Func<string, string?>? Fields = null)
{
    /// <summary>A field by its name; of equal names the command's own counts.</summary>
    public string? Field(string name) => name switch
    {
        "class" => Class,
        "subclass" => Subclass,
        "cmd" => Cmd,
        "service" => Service,
        _ => Fields?.Invoke(name),
    };
}
