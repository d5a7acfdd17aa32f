using Delivery.Host.CommandLine;
using Delivery.Host.Commands;

try
{
    var arguments = HostArguments.Parse(args);
    return arguments.Command switch
    {
        HostCommand.Help => HelpCommand.Run(Console.Out),
        HostCommand.Token => TokenCommand.Run(arguments, Console.Out),
        HostCommand.Simulate => await SimulateCommand.RunAsync(arguments),
        HostCommand.WorkflowsStatus or HostCommand.WorkflowsExport => await WorkflowsCommand.RunAsync(arguments, Console.Out),
        HostCommand.Migrate => await MigrateCommand.RunAsync(arguments),
        _ => await ServeCommand.RunAsync(arguments),
    };
}
catch (UsageException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 2;
}
