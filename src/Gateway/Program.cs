using EventPlatform.Gateway.Core;
using EventPlatform.Gateway.Hosting;

return await EntryPoint.Run(args, PlatformParts.Standard());
