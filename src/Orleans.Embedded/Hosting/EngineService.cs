using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Embedded;

/// <summary>Starts and stops the engine with its host.</summary>
internal sealed class EngineService(Engine engine, IEnumerable<IEnginePart> parts, IOptions<GrainCollectionOptions> collection)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        CollectionAges.Validate(collection.Value);
        foreach (var part in parts)
        {
            part.Open();
        }

        engine.Start();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await engine.Stop(cancellationToken);
        foreach (var part in parts)
        {
            await part.Close();
        }
    }
}
