using EventPlatform.Silo.Hosting;

return await SiloProgram.Run(args);
