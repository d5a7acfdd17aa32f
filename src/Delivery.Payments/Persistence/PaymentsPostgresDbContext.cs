using Microsoft.EntityFrameworkCore;

namespace Delivery.Payments.Persistence;

internal sealed class PaymentsPostgresDbContext(DbContextOptions<PaymentsPostgresDbContext> options) : PaymentsDbContext(options);
