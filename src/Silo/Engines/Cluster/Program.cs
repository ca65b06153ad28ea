using EventPlatform.Silo;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.AddPlatformSilo();
await builder.Build().RunAsync();
