using Delivery.PaymentSandbox;

await using var app = SandboxApplication.Build(args);
app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"Payment sandbox: {app.Urls.First()}"));
await app.RunAsync();
