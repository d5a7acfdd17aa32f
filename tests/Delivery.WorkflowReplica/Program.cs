using Delivery.WorkflowReplica;

// Usage: setup CONNECTION | run CONNECTION
await using var replica = Replica.Create(args[1]);
if (args[0] == "setup")
{
    await replica.SetUpAsync();
}
else
{
    await replica.RunAsync();
}
