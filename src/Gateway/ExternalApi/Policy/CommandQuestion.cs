namespace EventPlatform.Gateway.ExternalApi.Policy;

/// <summary>A command that somebody wants carried out.</summary>
/// <param name="Service">The caller's service, or that of the session which the command is about.</param>
/// <param name="Class">The request's class.</param>
/// <param name="Subclass">The request's subclass.</param>
/// <param name="Cmd">The request's cmd.</param>
/// <param name="Field">A text field of the command's data by its name; null when it is not given.</param>
internal sealed record CommandQuestion(string Service, string Class, string Subclass, string Cmd, Func<string, string?> Field);
