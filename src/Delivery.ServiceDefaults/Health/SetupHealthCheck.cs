using Delivery.ServiceDefaults.Modules;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Delivery.ServiceDefaults.Health;

/// <summary>Ready when migrations and seeds have run.</summary>
internal sealed class SetupHealthCheck(ModuleSetupService setup) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        Task.FromResult(setup.IsComplete ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The setup has not finished."));
}
