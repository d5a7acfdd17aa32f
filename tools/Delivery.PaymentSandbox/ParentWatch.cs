namespace Delivery.PaymentSandbox;

/// <summary>
/// <c>--exit-with-stdin true</c>: stops when standard input closes. A parent that starts the sandbox holds the other end, so the sandbox ends
/// with it even when the parent is killed.
/// </summary>
internal sealed class ParentWatch(IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var input = Console.OpenStandardInput();
        // Reading the console's stream blocks its thread, also when it is called asynchronously.
        await Task.Run(() => input.CopyTo(Stream.Null), stoppingToken).WaitAsync(stoppingToken);
        lifetime.StopApplication();
    }
}
