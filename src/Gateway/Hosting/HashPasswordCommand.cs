using EventPlatform.Gateway.Security.Passwords;

namespace EventPlatform.Gateway.Hosting;

/// <summary><c>--hash-password</c>: reads a password, one line, from standard input and prints its hash.</summary>
internal static class HashPasswordCommand
{
    public static int Run(TextReader input, TextWriter output, TextWriter error)
    {
        if (input.ReadLine() is not { Length: > 0 } password)
        {
            error.WriteLine("--hash-password: no password on standard input; one line with it is needed");
            return ExitCode.Misconfigured;
        }

        output.WriteLine(PasswordHashes.Make(password));
        return ExitCode.Ended;
    }
}
