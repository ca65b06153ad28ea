namespace EventPlatform.EndToEnd.Tests.Clients;

/// <summary>
/// What is said on several connections, in order, a message a line: <c>who &gt; MESSAGE</c> is sent, <c>who &lt; MESSAGE</c> comes,
/// <c>who x CODE</c>: the gateway closes. What is still open in the end, the clients close. <c>NAME</c> stands for the name of this run.
/// </summary>
internal static class Dialogue
{
    /// <param name="file">In the folder of the scripts; the same for every client.</param>
    /// <param name="name">One that is not in use.</param>
    /// <param name="connect">Opens a connection; called once for each who.</param>
    internal static async Task Run(string file, string name, Func<Task<ForeignConnection>> connect)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(ForeignTool.Folder, file), TestContext.Current.CancellationToken);
        var lines = text.Replace("NAME", name, StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var connections = new Dictionary<string, ForeignConnection>(StringComparer.Ordinal);
        try
        {
            foreach (var line in lines.Where(line => line[0] != '#'))
            {
                var parts = line.Split(' ', 3);
                var connection = connections.GetValueOrDefault(parts[0]) ?? (connections[parts[0]] = await connect());
                switch (parts[1])
                {
                    case ">":
                        await connection.Send(parts[2]);
                        break;
                    case "<":
                        await connection.Expect(parts[2]);
                        break;
                    case "x":
                        await connection.ExpectClose(parts[2]);
                        await connection.DisposeAsync();
                        connections.Remove(parts[0]);
                        break;
                    default:
                        throw new FormatException($"Neither sent nor received: {line}");
                }
            }

            foreach (var connection in connections.Values)
            {
                await connection.Close();
            }
        }
        finally
        {
            foreach (var connection in connections.Values)
            {
                await connection.DisposeAsync();
            }
        }
    }
}
