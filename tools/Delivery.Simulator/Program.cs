using Delivery.Simulator;

return await SimulatorProgram.RunAsync(args, hostAssembly: null);
